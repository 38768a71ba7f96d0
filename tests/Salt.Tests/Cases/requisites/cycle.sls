a:
  incus.a:
    - require: [b]
b:
  incus.a:
    - require: [c]
c:
  incus.a:
    - require_in: [b]
    - watch: [a]
d:
  incus.a:
    - require: [a]
