{%- from tpldir ~ '/map.jinja' import web, everything, block with context %}
{%- from 'libs/names.jinja' import stamp, slug %}
{%- set instances = {} %}
{%- for name in web.instances %}
  {%- do instances.update({name: {'keep': web.keep, 'tags': [grains.os | lower, loop.index]}}) %}
{%- endfor %}
{%- set total = namespace(n=0) %}

# {{ web.service }} on {{ web.port }}, {{ everything }}
{%- for name, settings in instances | dictsort %}
{%- set total.n = total.n + settings.keep %}

{{ slug(name) }}-{{ stamp(1700000000) }}:
  incus.instance_snapshot_present:
    - instance: {{ name }}
    - description: {{ ('kept ' ~ settings.keep ~ ' of ' ~ settings.tags | join('/')) | tojson }}
    - expires: {{ web.weekly.expiry if loop.last else web.schedule.expiry }}
    {%- if loop.first %}
    - stateful: {{ 'no' | to_bool }}
    {%- else %}
    - require:
      - incus: {{ slug(loop.previtem[0]) }}-{{ stamp(1700000000) }}
    {%- endif %}
{%- else %}
nothing: test.nop
{%- endfor %}

# {{ total.n }}
{{ block('settings', {'web': web, 'list': [1, {'a': none}]}) }}

{{ web | dict_to_sls_yaml_params | indent }}
{% load_yaml as more %}
{%- for i in range(3) %}
- name: {{ 'n%02d' | format(i) }}
  odd: {{ i is odd }}
{%- endfor %}
{% endload -%}
more: {{ more | json }}
first: {{ more | selectattr('odd') | map(attribute='name') | first }}
picked: {{ more | json_query('[?odd].name | [0]') }}
pillar: {{ pillar.web.tls | yaml }}
{% for row in [1, 2, 3, 4, 5] | batch(2, '-') %}{{ row | join(',') }};{% endfor %}
{% set lines %}
a: {{ web.port }}
b: {{ web.names }}
{% endset -%}
lines: {{ lines | load_yaml }}
