{% set tiers = ['web', 'api'] %}
{% for tier in tiers %}
{{ tier }}-snapshot:
  incus.instance_snapshot_present:
    - instance: {{ tier }}-server
    - name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
    - description: {{ tier }} on {{ grains['os'] }} for {{ opts.id }}
{%- if tier == 'api' %}
    - stateful: {{ true }}
{%- endif %}
{% endfor %}
plain:
  incus.instance_snapshot_absent:
    - instance: web
