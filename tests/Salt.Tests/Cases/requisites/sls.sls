include:
  - other
a:
  incus.a:
    - require:
      - sls: other
