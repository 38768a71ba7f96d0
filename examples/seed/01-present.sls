before-update-snap:
  incus.instance_snapshot_present:
    - instance: web-container
    - name: before-system-update
    - stateful: false
    - description: Snapshot before OS update

vm-running-state:
  incus.instance_snapshot_present:
    - instance: windows-vm
    - name: configured-state
    - stateful: true
    - description: VM with all services running
