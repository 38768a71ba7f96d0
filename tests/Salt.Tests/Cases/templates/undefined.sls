a:
  incus.instance_snapshot_present:
    - instance: web
    - name: before-{{ version }}
