long:
  incus.instance_snapshot_present:
    - instance: web
    - name: before
    - stateful: false
split:
  incus:
    - instance_snapshot_present
    - instance: web
short: incus.instance_snapshot_absent
several:
  incus.instance_present:
    - source: {type: image, alias: debian/12}
  test.nop: []
dated:
  incus.instance_snapshot_present:
    - instance: db
    - name: 2024-01-15
    - expires: 7d
