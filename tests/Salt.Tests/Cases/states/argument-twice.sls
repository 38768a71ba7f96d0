a:
  incus.a:
    - instance: one
    - instance: two
