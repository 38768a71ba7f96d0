{% for name, entry in pillar['servers'].items() %}
{{ name }}:
  incus.instance_snapshot_present:
    - instance: {{ entry.host }}
    - keep: {{ salt['pillar.get']('servers:' ~ name ~ ':keep', 7) }}
    - missing: '{{ salt.pillar.get('no:such:path') }}'
    - listed: {{ salt['pillar.get']('servers:a:tags:1') }}
    - merged: {{ salt['pillar.get']('servers:a', {'host': 'x', 'extra': 1}, merge=True)['extra'] }}
    - cpus: {{ salt['grains.get']('num_cpus') }}
    - minion: {{ salt['config.get']('id') }}
{% endfor %}
