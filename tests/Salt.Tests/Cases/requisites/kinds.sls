base: incus.a
one:
  incus.a:
    - name: named
    - require:
      - incus: base
    - watch:
      - base
    - require_in:
      - incus: two
      - three
two:
  incus.a:
    - onchanges:
      - incus: named
    - onfail:
      - id: base
three:
  test.nop:
    - require:
      - incus: 't*'
      - incus: '[bo]*'
