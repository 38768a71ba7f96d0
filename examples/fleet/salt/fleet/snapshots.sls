# -*- coding: utf-8 -*-
# vim: ft=sls
{%- set tplroot = tpldir.split('/')[0] %}
{%- from tplroot ~ '/map.jinja' import fleet with context %}
{%- import tplroot ~ '/macros.jinja' as make with context %}

{#- Instances by tier, the heavier first. #}
{%- set tiers = {} %}
{%- for instance, settings in fleet.instances.items() %}
{%-   do tiers.setdefault(settings.tier, []).append({'name': instance, 'weight': settings.get('weight', 0),
                                                     'stateful': settings.get('stateful', false)}) %}
{%- endfor %}

{%- for tier, members in tiers | dictsort %}
{%-   set settings = fleet.tiers[tier] %}
{%-   for event in settings.events if event is not none %}
{%-     set snapshot = make.name(fleet, event, fleet.release if event in ('deploy', 'migration')) | trim %}
{%-     set labels = {} %}
{%-     do labels.update(settings.labels or {}) %}
{%-     do labels.pop('note', none) %}

# {{ tier }}: {{ members | length }} instances, {{ event }}
{%-     for member in members | sort(attribute='weight', reverse=true) %}
{%-       call make.present(member.name ~ '-' ~ event, member.name, snapshot, {
            'stateful': member.stateful, 'expires': settings.expires | default('never'),
          }) %}
    - description: {{ make.describe(settings, event, labels) }}
{%-         if not loop.first %}
    - require:
      - incus: {{ (members | sort(attribute='weight', reverse=true))[loop.index0 - 1].name }}-{{ event }}
{%-         endif %}
{%-       endcall %}
{%-     endfor %}
{%-   else %}
# {{ tier }}: no events
{%-   endfor %}
{%- endfor %}

{%- load_yaml as baseline %}
instance: "{{ fleet.instances.keys() | sort | first }}"
name: baseline
description: |
  {{ fleet.owner }}
  {{ fleet.tiers.web.labels.note | default('-') | indent(2) }}
{%- endload %}

{{ sls }}-baseline:
  incus.instance_snapshot_present:
{%- for key, value in baseline.items() %}
    - {{ {key: value} | json }}
{%- endfor %}
