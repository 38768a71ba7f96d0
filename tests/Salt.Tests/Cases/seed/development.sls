incus:
  instance_snapshots:
    # Clean baseline
    dev-baseline:
      instance: dev-container
      name: baseline
      stateful: false
      description: Clean baseline for development

    # Feature development
    dev-feature-start:
      instance: dev-container
      name: feature-user-auth-start
      stateful: false
      description: Before implementing user authentication

    # Experimental changes
    dev-experiment:
      instance: dev-container
      name: experimental-changes
      stateful: false
      description: Before experimental changes
