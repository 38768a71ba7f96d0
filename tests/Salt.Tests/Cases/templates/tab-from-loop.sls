{% for x in [1, 2, 3] %}
id-{{ x }}:
  incus.a:
    - instance: web
{% endfor %}
last:
	incus.a:
    - instance: web
