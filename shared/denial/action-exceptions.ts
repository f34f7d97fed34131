/** The calls of one service that IAM knows by other names. */
export interface ActionExceptions {
  /** The action for an event name; one of another service with its prefix. */
  readonly names?: Readonly<Record<string, string>>;
  /** The action for every other event whose name starts so; the first that fits. */
  readonly verbs?: readonly (readonly [start: string, action: string])[];
}

/**
 * By IAM's service prefix: the action for the events whose name is not an action's (Service Authorization Reference).
 * Where a call needs several actions, the one that is most often refused. To add one, add a row: a test checks that
 * IAM knows every action here.
 */
export const actionExceptions: ReadonlyMap<string, ActionExceptions> = new Map<
  string,
  ActionExceptions
>([
  [
    "access-analyzer",
    {
      names: {
        GetFindingV2: "GetFinding",
        ListFindingsV2: "ListFindings",
      },
    },
  ],
  [
    "apigateway",
    {
      // Actions are HTTP methods ("Actions, resources, and condition keys for Amazon API Gateway Management").
      names: {
        CreatePortal: "CreatePortal",
        CreatePortalProduct: "CreatePortalProduct",
        CreateProductPage: "CreateProductPage",
        CreateProductRestEndpointPage: "CreateProductRestEndpointPage",
        CreateRoutingRule: "CreateRoutingRule",
        DeletePortal: "DeletePortal",
        DeletePortalProduct: "DeletePortalProduct",
        DeletePortalProductSharingPolicy: "DeletePortalProductSharingPolicy",
        DeleteProductPage: "DeleteProductPage",
        DeleteProductRestEndpointPage: "DeleteProductRestEndpointPage",
        DeleteRoutingRule: "DeleteRoutingRule",
        GetPortal: "GetPortal",
        GetPortalProduct: "GetPortalProduct",
        GetPortalProductSharingPolicy: "GetPortalProductSharingPolicy",
        GetProductPage: "GetProductPage",
        GetProductRestEndpointPage: "GetProductRestEndpointPage",
        GetRoutingRule: "GetRoutingRule",
        ImportApi: "PUT",
        PutPortalProductSharingPolicy: "PutPortalProductSharingPolicy",
        PutRoutingRule: "UpdateRoutingRule",
        UpdatePortal: "UpdatePortal",
        UpdatePortalProduct: "UpdatePortalProduct",
        UpdateProductPage: "UpdateProductPage",
        UpdateProductRestEndpointPage: "UpdateProductRestEndpointPage",
        UpdateRoutingRule: "UpdateRoutingRule",
      },
      verbs: [
        ["Create", "POST"],
        ["Delete", "DELETE"],
        ["Export", "GET"],
        ["Flush", "DELETE"],
        ["Generate", "POST"],
        ["Get", "GET"],
        ["Import", "POST"],
        ["Put", "PUT"],
        ["Reimport", "PUT"],
        ["Reject", "RejectAccessAssociation"],
        ["Reset", "DELETE"],
        ["Tag", "PUT"],
        ["Test", "POST"],
        ["Untag", "DELETE"],
        ["Update", "PATCH"],
      ],
    },
  ],
  [
    "autoscaling",
    {
      // Application Auto Scaling and AWS Auto Scaling log under this source too ("... with AWS CloudTrail").
      names: {
        CreateScalingPlan: "autoscaling-plans:CreateScalingPlan",
        DeleteScalingPlan: "autoscaling-plans:DeleteScalingPlan",
        DeregisterScalableTarget: "application-autoscaling:DeregisterScalableTarget",
        DescribeScalableTargets: "application-autoscaling:DescribeScalableTargets",
        DescribeScalingPlanResources: "autoscaling-plans:DescribeScalingPlanResources",
        DescribeScalingPlans: "autoscaling-plans:DescribeScalingPlans",
        RegisterScalableTarget: "application-autoscaling:RegisterScalableTarget",
        UpdateScalingPlan: "autoscaling-plans:UpdateScalingPlan",
      },
    },
  ],
  [
    "bedrock",
    {
      names: {
        Converse: "InvokeModel",
        ConverseStream: "InvokeModelWithResponseStream",
        InvokeModelWithBidirectionalStream: "InvokeModelWithResponseStream",
        RetrieveAndGenerateStream: "RetrieveAndGenerate",
        StartAsyncInvoke: "InvokeModel",
      },
    },
  ],
  [
    "budgets",
    {
      names: {
        CreateBudget: "ModifyBudget",
        CreateNotification: "ModifyBudget",
        CreateSubscriber: "ModifyBudget",
        DeleteBudget: "ModifyBudget",
        DeleteNotification: "ModifyBudget",
        DeleteSubscriber: "ModifyBudget",
        DescribeBudget: "ViewBudget",
        DescribeBudgetNotificationsForAccount: "ViewBudget",
        DescribeBudgetPerformanceHistory: "ViewBudget",
        DescribeBudgets: "ViewBudget",
        DescribeNotificationsForBudget: "ViewBudget",
        DescribeSubscribersForNotification: "ViewBudget",
        UpdateBudget: "ModifyBudget",
        UpdateNotification: "ModifyBudget",
        UpdateSubscriber: "ModifyBudget",
      },
    },
  ],
  [
    "cassandra",
    {
      // Actions are CQL statements ("How Amazon Keyspaces works with IAM").
      names: {
        ListStreams: "ListStreams",
      },
      verbs: [
        ["Create", "Create"],
        ["Delete", "Drop"],
        ["Drop", "Drop"],
        ["GetKeyspace", "Select"],
        ["GetTable", "Select"],
        ["GetType", "Select"],
        ["Insert", "Modify"],
        ["List", "Select"],
        ["RestoreTable", "Restore"],
        ["UpdateKeyspace", "Alter"],
        ["UpdateTable", "Alter"],
      ],
    },
  ],
  [
    "cloudfront",
    {
      names: {
        CreateDistributionWithTags: "CreateDistribution",
      },
    },
  ],
  [
    "deadline",
    {
      names: {
        BatchGetJob: "GetJob",
        BatchGetSession: "GetSession",
        BatchGetStep: "GetStep",
        BatchGetTask: "GetTask",
        BatchGetWorker: "GetWorker",
        BatchUpdateJob: "UpdateJob",
        BatchUpdateTask: "UpdateTask",
      },
    },
  ],
  [
    "dms",
    {
      names: {
        DescribeDataProviders: "ListDataProviders",
        DescribeExtensionPackAssociations: "ListExtensionPacks",
        DescribeInstanceProfiles: "ListInstanceProfiles",
        DescribeMetadataModelAssessments: "ListMetadataModelAssessments",
        DescribeMetadataModelConversions: "ListMetadataModelConversions",
        DescribeMigrationProjects: "ListMigrationProjects",
        ModifyConversionConfiguration: "UpdateConversionConfiguration",
        ModifyDataProvider: "UpdateDataProvider",
        ModifyInstanceProfile: "UpdateInstanceProfile",
        ModifyMigrationProject: "UpdateMigrationProject",
        StartExtensionPackAssociation: "AssociateExtensionPack",
      },
    },
  ],
  [
    "dynamodb",
    {
      // PartiQL reads more often than it writes; a transaction needs the actions of its parts.
      names: {
        BatchExecuteStatement: "PartiQLSelect",
        ExecuteStatement: "PartiQLSelect",
        ExecuteTransaction: "PartiQLSelect",
        TransactGetItems: "GetItem",
        TransactWriteItems: "PutItem",
      },
    },
  ],
  [
    "elasticfilesystem",
    {
      // Service events of mounts ("Logging Amazon EFS API calls with AWS CloudTrail").
      names: {
        NewClientConnection: "ClientMount",
        UpdateClientConnection: "ClientMount",
      },
    },
  ],
  [
    "execute-api",
    {
      names: {
        DeleteConnection: "ManageConnections",
        GetConnection: "ManageConnections",
        PostToConnection: "ManageConnections",
      },
    },
  ],
  [
    "glue",
    {
      names: {
        BatchGetDataQualityResult: "GetDataQualityResult",
      },
    },
  ],
  [
    "iotfleetwise",
    {
      names: {
        BatchCreateVehicle: "CreateVehicle",
        BatchUpdateVehicle: "UpdateVehicle",
      },
    },
  ],
  [
    "kms",
    {
      // Needs `ReEncryptTo` on the other key as well.
      names: {
        ReEncrypt: "ReEncryptFrom",
      },
    },
  ],
  [
    "lambda",
    {
      names: {
        GetLayerVersionByArn: "GetLayerVersion",
        Invoke: "InvokeFunction",
        InvokeWithResponseStream: "InvokeFunction",
      },
    },
  ],
  [
    "neptune-db",
    {
      names: {
        CancelGremlinQuery: "CancelQuery",
        CancelOpenCypherQuery: "CancelQuery",
        ExecuteFastReset: "ResetDatabase",
        ExecuteGremlinQuery: "ReadDataViaQuery",
        ExecuteOpenCypherQuery: "ReadDataViaQuery",
        GetGremlinQueryStatus: "GetQueryStatus",
        GetOpenCypherQueryStatus: "GetQueryStatus",
      },
    },
  ],
  [
    "neptune-graph",
    {
      names: {
        ExecuteQuery: "ReadDataViaQuery",
      },
    },
  ],
  [
    "quicksight",
    {
      names: {
        DescribeAnalysisDefinition: "DescribeAnalysis",
        DescribeDashboardDefinition: "DescribeDashboard",
        DescribeTemplateDefinition: "DescribeTemplate",
      },
    },
  ],
  [
    "redshift-data",
    {
      names: {
        GetStatementResultV2: "GetStatementResult",
      },
    },
  ],
  [
    "s3",
    {
      // "Required permissions for Amazon S3 API operations", S3 User Guide.
      names: {
        CompleteMultipartUpload: "PutObject",
        CopyObject: "PutObject",
        CreateBucketMetadataConfiguration: "CreateBucketMetadataTableConfiguration",
        CreateMultipartUpload: "PutObject",
        CreateSession: "s3express:CreateSession",
        DeleteAccountPublicAccessBlock: "PutAccountPublicAccessBlock",
        DeleteBucketAnalyticsConfiguration: "PutAnalyticsConfiguration",
        DeleteBucketCors: "PutBucketCORS",
        DeleteBucketEncryption: "PutEncryptionConfiguration",
        DeleteBucketIntelligentTieringConfiguration: "PutIntelligentTieringConfiguration",
        DeleteBucketInventoryConfiguration: "PutInventoryConfiguration",
        DeleteBucketLifecycle: "PutLifecycleConfiguration",
        DeleteBucketLifecycleConfiguration: "PutLifecycleConfiguration",
        DeleteBucketMetadataConfiguration: "DeleteBucketMetadataTableConfiguration",
        DeleteBucketMetricsConfiguration: "PutMetricsConfiguration",
        DeleteBucketOwnershipControls: "PutBucketOwnershipControls",
        DeleteBucketPublicAccessBlock: "PutBucketPublicAccessBlock",
        DeleteBucketReplication: "PutReplicationConfiguration",
        DeleteBucketTagging: "PutBucketTagging",
        DeleteMultipleObjects: "DeleteObject",
        DeleteObjects: "DeleteObject",
        DeletePublicAccessBlock: "PutBucketPublicAccessBlock",
        GetBucketAccelerateConfiguration: "GetAccelerateConfiguration",
        GetBucketAnalyticsConfiguration: "GetAnalyticsConfiguration",
        GetBucketCors: "GetBucketCORS",
        GetBucketEncryption: "GetEncryptionConfiguration",
        GetBucketIntelligentTieringConfiguration: "GetIntelligentTieringConfiguration",
        GetBucketInventoryConfiguration: "GetInventoryConfiguration",
        GetBucketLifecycle: "GetLifecycleConfiguration",
        GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
        GetBucketMetadataConfiguration: "GetBucketMetadataTableConfiguration",
        GetBucketMetricsConfiguration: "GetMetricsConfiguration",
        GetBucketNotificationConfiguration: "GetBucketNotification",
        GetBucketReplication: "GetReplicationConfiguration",
        GetObjectLockConfiguration: "GetBucketObjectLockConfiguration",
        GetPublicAccessBlock: "GetBucketPublicAccessBlock",
        HeadBucket: "ListBucket",
        HeadObject: "GetObject",
        InitiateMultipartUpload: "PutObject",
        ListBucketAnalyticsConfigurations: "GetAnalyticsConfiguration",
        ListBucketIntelligentTieringConfigurations: "GetIntelligentTieringConfiguration",
        ListBucketInventoryConfigurations: "GetInventoryConfiguration",
        ListBucketMetricsConfigurations: "GetMetricsConfiguration",
        ListBuckets: "ListAllMyBuckets",
        ListDirectoryBuckets: "s3express:ListAllMyDirectoryBuckets",
        ListMultipartUploads: "ListBucketMultipartUploads",
        ListObjectVersions: "ListBucketVersions",
        ListObjects: "ListBucket",
        ListObjectsV2: "ListBucket",
        ListParts: "ListMultipartUploadParts",
        ListVersions: "ListBucketVersions",
        PostObject: "PutObject",
        PutBucketAccelerateConfiguration: "PutAccelerateConfiguration",
        PutBucketAnalyticsConfiguration: "PutAnalyticsConfiguration",
        PutBucketCors: "PutBucketCORS",
        PutBucketEncryption: "PutEncryptionConfiguration",
        PutBucketIntelligentTieringConfiguration: "PutIntelligentTieringConfiguration",
        PutBucketInventoryConfiguration: "PutInventoryConfiguration",
        PutBucketLifecycle: "PutLifecycleConfiguration",
        PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
        PutBucketMetricsConfiguration: "PutMetricsConfiguration",
        PutBucketNotificationConfiguration: "PutBucketNotification",
        PutBucketReplication: "PutReplicationConfiguration",
        PutObjectLockConfiguration: "PutBucketObjectLockConfiguration",
        PutPublicAccessBlock: "PutBucketPublicAccessBlock",
        RenameObject: "PutObject",
        SelectObjectContent: "GetObject",
        UploadPart: "PutObject",
        UploadPartCopy: "PutObject",
        WriteGetObjectResponse: "s3-object-lambda:WriteGetObjectResponse",
      },
    },
  ],
  [
    "s3express",
    {
      // Directory buckets: a session is what their object calls need.
      names: {
        DeleteBucketEncryption: "PutEncryptionConfiguration",
        DeleteBucketLifecycle: "PutLifecycleConfiguration",
        DeleteObject: "CreateSession",
        DeleteObjects: "CreateSession",
        GetBucketEncryption: "GetEncryptionConfiguration",
        GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
        GetObject: "CreateSession",
        HeadBucket: "CreateSession",
        HeadObject: "CreateSession",
        ListDirectoryBuckets: "ListAllMyDirectoryBuckets",
        ListObjectsV2: "CreateSession",
        PutBucketEncryption: "PutEncryptionConfiguration",
        PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
        PutObject: "CreateSession",
      },
    },
  ],
  [
    "securityhub",
    {
      names: {
        BatchUpdateFindingsV2: "BatchUpdateFindings",
        GetFindingsV2: "GetFindings",
      },
    },
  ],
  [
    "sns",
    {
      names: {
        PublishBatch: "Publish",
      },
    },
  ],
  [
    "sqs",
    {
      names: {
        ChangeMessageVisibilityBatch: "ChangeMessageVisibility",
        DeleteMessageBatch: "DeleteMessage",
        SendMessageBatch: "SendMessage",
      },
    },
  ],
  [
    "ssm",
    {
      names: {
        CreateControlChannel: "ssmmessages:CreateControlChannel",
        CreateDataChannel: "ssmmessages:CreateDataChannel",
        OpenControlChannel: "ssmmessages:OpenControlChannel",
        OpenDataChannel: "ssmmessages:OpenDataChannel",
      },
    },
  ],
  [
    "timestream",
    {
      names: {
        Query: "Select",
      },
    },
  ],
  [
    "verifiedpermissions",
    {
      names: {
        BatchGetPolicy: "GetPolicy",
        BatchIsAuthorized: "IsAuthorized",
        BatchIsAuthorizedWithToken: "IsAuthorizedWithToken",
      },
    },
  ],
  [
    "vpc-lattice",
    {
      names: {
        BatchUpdateRule: "UpdateRule",
      },
    },
  ],
]);
