a:
  incus.a:
    - config: *gone
