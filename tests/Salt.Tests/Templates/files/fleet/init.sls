{%- import 'libs/names.jinja' as names %}
{%- import_json 'fleet/tiers.json' as tiers %}
{%- import_text 'fleet/note.txt' as note %}
{%- set config = salt['config.get']('web', {}, merge='recurse') %}
{%- set groups = {} %}
{%- for tier, hosts in tiers.items() if hosts and tier not in ('off',) recursive %}
  {%- for host in hosts %}
    {%- do groups.setdefault(tier, []).append({'host': host, 'fqdn': host ~ '.' ~ (grains.get('domain') or 'local')}) %}
  {%- endfor %}
{%- endfor %}
{%- call(title) names.wrapped('fleet') -%}
{{ title }} {{ salt['match.compound']('G@os:Debian and web*') }} {{ tpldir }} {{ sls }}
{%- endcall %}
note: |
  {{ note | indent(2) }}
{%- for tier in groups | sort %}
{%- if tier == 'db' %}{% continue %}{% endif %}

{{ tier }}-{{ loop.index0 }}:
  incus:
    - instance_snapshot_absent
    - names:
      {%- for host in groups[tier] %}
      - {{ host.host }}: [{instance: {{ host.fqdn | yaml_dquote }}}]
      {%- endfor %}
{%- endfor %}
ports: {{ [config.port, 443] | sum }}
sorted: {{ tiers.values() | list | flatten | unique | sorted_ignorecase }}
by: {{ tiers | dictsort(reverse=true) }}
matrix: {{ [1, 2] | product(['a', 'b']) | map('join', '') | list }}
filter: {% filter upper | replace('O', '0') %}loud{% endfilter %}
ok: {{ (salt['pillar.get']('nope') or 'fallback') | quote }}
size: {{ '2GiB' | human_to_bytes }}
hash: {{ (pillar.web.tls | json | sha256)[:12] }}
{% if 'no.such' in salt %}never{% elif salt['grains.has_value']('nested:a') %}nested: {{ grains.nested | tojson }}{% endif %}
