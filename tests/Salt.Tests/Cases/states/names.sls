fan-out:
  incus.instance_snapshot_present:
    - names:
      - one
      - two:
        - stateful: true
        - description: own words
      - 2024-01-15
    - instance: web
    - stateful: false
after:
  incus.instance_snapshot_absent:
    - instance: web
