old-snapshot:
  incus.instance_snapshot_absent:
    - instance: web-container
    - name: obsolete-snap
