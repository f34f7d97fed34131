const string = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, "string"]));
/** The columns of AWS's documented table of CloudTrail's logs, as Hive spells their types. */
export const trailColumns = {
  ...string(["eventversion", "eventtime", "eventsource", "eventname", "awsregion"]),
  ...string(["sourceipaddress", "useragent", "errorcode", "errormessage", "requestparameters"]),
  ...string(["responseelements", "additionaleventdata", "eventid", "readonly", "eventtype"]),
  ...string(["recipientaccountid", "sharedeventid", "vpcendpointid"]),
  useridentity:
    "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>",
  resources: "array<struct<arn:string,accountid:string,type:string>>",
};
