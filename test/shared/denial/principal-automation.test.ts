import { describe, expect, it } from "vitest";
import { automationOf } from "../../../shared/denial/principal-automation.ts";

describe("automationOf()", () => {
  it.each([
    ["GitHubActions", "GitHub Actions"],
    ["AWSCodeBuild-6c1a2b3d", "CodeBuild AWSCodeBuild-6c1a2b3d"],
    ["AWSCloudFormation", "CloudFormation"],
    ["aws-cdk-maria", "AWS CDK, run by maria"],
    ["botocore-session-1712345678", "Python program (botocore)"],
    ["aws-go-sdk-1712345678901234567", "Go program (AWS SDK)"],
    ["i-0a1b2c3d4e5f60718", "EC2 instance i-0a1b2c3d4e5f60718"],
    ["i-am-not-an-instance", null],
    ["0123456789abcdef0123456789abcdef", "ECS task 0123456789abcdef0123456789abcdef"],
    ["eks-shop-cart-7d9f-0a1b2c3d-1111-2222-3333-444455556666", /^EKS pod eks-shop/],
    ["alice", null],
    ["$&", null],
  ])("tells by the session name %s", (sessionName, automation) => {
    const told = automationOf({}, sessionName, null);
    if (automation instanceof RegExp) expect(told).toMatch(automation);
    else expect(told).toBe(automation);
  });

  it.each([
    [
      "arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com",
      "GitHub Actions",
    ],
    ["arn:aws:iam::210987654321:oidc-provider/gitlab.example.com", "GitLab CI"],
    ["arn:aws:iam::210987654321:oidc-provider/app.terraform.io", "Terraform Cloud"],
    [
      "arn:aws:iam::210987654321:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B",
      "EKS service account",
    ],
  ])(
    "tells by the provider %s, whatever the session is called",
    (federatedProvider, automation) => {
      const identity = { sessionContext: { webIdFederationData: { federatedProvider } } };
      expect(automationOf(identity, "botocore-session-1", null)).toBe(automation);
    },
  );

  it("tells a Lambda function, which names its session after itself, by the user agent", () => {
    const agent = "Boto3/1.34 md/Botocore#1.34 exec-env/AWS_Lambda_python3.12";
    expect(automationOf({}, "resize-images", agent)).toBe("Lambda function resize-images");
    expect(automationOf({}, "$&$`", agent)).toBe("Lambda function $&$`");
    expect(automationOf({}, null, agent)).toBe("Lambda function");
  });
});
