{% from 'fleet/map.jinja' import fleet with context %}
{% set week = salt['pillar.get']('fleet:as_of', none) | strftime('%G-W%V') %}
{% for instance in fleet.instances if instance.startswith('web-') %}
weekly-{{ instance }}:
  incus.instance_snapshot_present:
    - instance: {{ instance }}
    - name: weekly-{{ week }}
    - expires: {{ fleet.keep.weekly * 7 }}d
{% endfor %}
