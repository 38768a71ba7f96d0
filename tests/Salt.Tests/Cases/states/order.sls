end:
  incus.a:
    - order: last
middle: incus.a
almost-end:
  incus.a:
    - order: -1
begin:
  incus.a:
    - order: first
third:
  incus.a:
    - order: 3
    - failhard: true
wrong:
  incus.a:
    - order: soon
