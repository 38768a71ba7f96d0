restore-before-update:
  incus.instance_snapshot_restored:
    - instance: web-container
    - name: before-system-update
