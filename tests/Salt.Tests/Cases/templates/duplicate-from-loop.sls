{% for x in [1, 1] %}
id-{{ x }}:
  incus.a:
    - instance: web
{% endfor %}
