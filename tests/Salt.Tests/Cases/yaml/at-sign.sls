web:
  incus.a:
    - schedule: @daily
