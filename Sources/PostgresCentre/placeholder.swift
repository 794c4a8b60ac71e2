let text = PackageResources.ground_sql
