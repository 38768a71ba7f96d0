incus:
  instance_snapshots:
    # Frontend tier
    frontend-pre-deploy:
      instance: frontend-prod
      name: pre-deploy-v1.2.3
      stateful: false
      description: Frontend before v1.2.3 deployment

    # Backend tier
    backend-pre-deploy:
      instance: backend-prod
      name: pre-deploy-v1.2.3
      stateful: false
      description: Backend before v1.2.3 deployment

    # Database tier (critical!)
    database-pre-migration:
      instance: db-prod
      name: before-migration-v1.2.3
      stateful: false
      description: Database before schema migration
