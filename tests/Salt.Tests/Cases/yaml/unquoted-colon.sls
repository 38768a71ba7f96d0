web:
  incus.a:
    - description: before: after
