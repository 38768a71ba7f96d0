after:
  incus.instance_snapshot_absent:
    - instance: {{ pillar.incus.instance_snapshots.daily.instance }}
