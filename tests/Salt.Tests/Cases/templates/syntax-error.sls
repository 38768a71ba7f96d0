a:
  incus.a:
{% for x in [1, 2] %}
    - instance: web
