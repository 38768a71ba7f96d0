no-list:
  incus.instance_snapshot_present:
    instance: web
colon:
  incus.instance_snapshot_present:
nothing:
word: present
two-functions:
  incus:
    - present
    - absent
no-function:
  incus:
    - instance: web
extra-function:
  incus.present:
    - absent
same-module-twice:
  incus.a: []
  incus.b: []
10: incus.a
list-name:
  incus.a:
    - name: [x]
nested-list:
  incus.a:
    - - x
hard:
  incus.a:
    - failhard: maybe
too.many.dots:
  a.b.c: []
names-no-list:
  incus.a:
    - names: x
