web:
  incus.a:
    - instance: web
other: incus.a
web:
  incus.b: []
