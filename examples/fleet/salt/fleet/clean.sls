{%- from 'fleet/map.jinja' import fleet with context %}
{%- set old = [] %}
{%- for site in fleet.sites %}
{%-   for n in range(fleet.keep.daily, fleet.keep.daily + 3) %}
{%-     do old.append('daily-202401%02d' % (n + loop.index0)) %}
{%-   endfor %}
{%- endfor %}
{%- if old %}
obsolete-dailies:
  incus.instance_snapshot_absent:
    - instance: {{ fleet.instances | list | first }}
    - names: {{ old | unique | list | tojson }}
{%- endif %}
{% set hooks = salt['pillar.get']('fleet:hooks', {}) %}
{% for when, hook in hooks | dictsort %}
# {{ when }}: {{ hook.commands | join('; ') }} within {{ hook.timeout }} s
{% endfor %}
