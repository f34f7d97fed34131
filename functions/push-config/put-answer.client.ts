/** Puts a custom resource's answer to the signed URL that CloudFormation gave. Errors never repeat the URL. */
export async function putAnswer(url: string, body: string): Promise<void> {
  let status: number;
  try {
    // The signature was made for an empty content type.
    const answer = await fetch(url, { method: "PUT", headers: { "content-type": "" }, body });
    status = answer.status;
  } catch {
    throw new Error("Cannot answer CloudFormation: its URL could not be reached");
  }
  if (status !== 200) throw new Error(`Cannot answer CloudFormation: status ${status}`);
}
