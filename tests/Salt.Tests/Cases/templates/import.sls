{% from 'lib/map.jinja' import instance, named with context %}
a:
  incus.a:
    - instance: {{ instance }}
    {{ named('x') }}
    - sls: {{ sls }}
