{% extends 'stack/base.jinja' %}
{% from 'stack/map.jinja' import stack, table, motd with context %}
{% block head %}{{ super() | upper }} {{ stack.seen | join('+') }} of {{ stack.asked }}{% endblock %}
{% block states %}
{% from 'stack/map.jinja' import stack, table, motd with context %}
{%- macro option(key, value, depth=0) -%}
{%-   if value is mapping %}
{%-     for k, v in value | dictsort %}
{{ '  ' * depth }}{{ key }}.{{ option(k, v, depth + 1) }}
{%-     endfor %}
{%-   elif value is iterable and value is not string -%}
{{ key }}={{ value | map('string') | join(',') }}
{%-   else -%}
{{ key }}={{ value }}
{%-   endif %}
{%- endmacro %}
stack-config:
  file.managed:
    - name: /etc/stack.conf
    - contents: |
        {{ option('stack', stack.options) | trim | indent(8) }}
        {%- for server in stack.servers | default([]) | sort(attribute='weight' if false else 'name') %}
        server {{ loop.index }}/{{ loop.length }} {{ server.name.ljust(8, '.') }} {{ '%5.1f' | format(server.weight | default(1)) }} [{{ server.tags | map('upper') | join('|') }}]{{ ';' if loop.last else ',' }}
        {%- endfor %}
    - context: {{ stack | json(sort_keys=True, indent=None) }}
    - mode: '0644'
{%- for number, letter in table.rows if letter %}
row-{{ number }}:
  test.nop:
    - name: {{ letter * number }}
    - unless: {{ ["test -e /x", {'fun': 'file.file_exists', 'path': '/x'}] | tojson }}
{%- endfor %}
motd:
  file.managed:
    - contents: {{ motd | yaml_encode }}
    - limits: {{ salt['pillar.get']('stack:limits') | yaml }}
    - ports: {{ salt['pillar.get']('stack:ports') | sum }} {{ salt['pillar.get']('stack:ports:0') }} {{ salt['pillar.get']('stack:none', 'n/a') }}
    - text: {{ pillar.stack.text | yaml_dquote }}
{%- with weights = pillar['stack']['servers'] | selectattr('weight', 'defined') | map(attribute='weight') | list %}
    - weights: "{{ weights }} {{ weights | sum }} {{ (weights | sum / weights | length) | round(2) }} {{ weights | max }}"
{%- endwith %}
{% endblock %}
