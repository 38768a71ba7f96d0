a:
  incus.a:
    - require:
      - incus: nowhere
      - test: b
      - incus.b: b
      - [b]
    - watch: b
    - require_in:
      - gone
b: incus.b
