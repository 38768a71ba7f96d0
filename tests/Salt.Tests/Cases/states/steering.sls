a:
  incus.a:
    - onlyif: test -e /x
    - require_any:
      - b
    - retry: {attempts: 3}
    - prereq:
      - b
    - listen_in:
      - b
b: incus.b
extend:
  a: {}
exclude:
  - b
