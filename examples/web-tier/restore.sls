# State file: the update went wrong, so back to where we were. Restores once, however often it is applied.
restore-before-update:
  incus.instance_snapshot_restored:
    - instance: web-server
    - name: before-update
