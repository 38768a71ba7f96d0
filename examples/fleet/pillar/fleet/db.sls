fleet:
  tiers:
    db:
      events: [update, migration]
      expires: 30d
