{% from 'fleet/map.jinja' import fleet with context %}
include:
  - fleet.snapshots

extend:
{% for instance, settings in fleet.instances.items() if settings.tier == 'db' %}
  {{ instance }}-update:
    incus:
      - description: strict
{% endfor %}
