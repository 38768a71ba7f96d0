a:
  incus.a:
	- instance: web
