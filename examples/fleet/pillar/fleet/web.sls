fleet:
  keep:
    daily: 14
  tiers:
    web:
      description: 'Web tier: static and "proxy"'
      events: [update, deploy]
      labels:
        cost: low
        note: |
          two lines,
          kept apart
