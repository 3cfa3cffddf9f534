interface Named {
  readonly givenName: string;
  readonly familyName: string;
}

/** Letters only, without accents or case: cards write « HELENE » where the portal writes « Hélène ». */
function letters({ givenName, familyName }: Named): string {
  return `${givenName} ${familyName}`
    .normalize('NFD')
    .replace(/[^\p{Letter}]/gu, '')
    .toLowerCase();
}

/** Whether two names are one person's, as far as names can tell: only for a hint, main compares the cards. */
export function samePerson(one: Named, other: Named): boolean {
  return letters(one) === letters(other);
}
