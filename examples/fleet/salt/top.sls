base:
  '*':
    - fleet
  'db-*':
    - fleet.strict
  'role:web':
    - match: grain
    - snapshots.weekly
