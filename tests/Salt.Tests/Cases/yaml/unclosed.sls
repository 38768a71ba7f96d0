web:
  incus.a:
    - config: {a: 1
    - b: 2
