a:
  incus.a:
    - names: [x, x]
