#!yaml
a:
  incus.a:
    - template: "{{ left alone }}"
