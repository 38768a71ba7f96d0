b:
  incus.b:
    - require:
      - a
same: incus.b
