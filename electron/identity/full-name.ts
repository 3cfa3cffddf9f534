/** A person as they are called. */
export function fullName({
  givenName,
  familyName,
}: {
  readonly givenName: string;
  readonly familyName: string;
}): string {
  return `${givenName} ${familyName}`;
}
