/** Words and names as people write them on paper; none of them is a number. */
export const WORDS: readonly string[] = [
  ...['and', 'apple', 'bread', 'butter', 'called', 'coffee', 'dear', 'friend', 'garden', 'have', 'house', 'kitchen'],
  ...['letter', 'lunch', 'market', 'meeting', 'milk', 'morning', 'never', 'order', 'paper', 'please', 'ready', 'river'],
  ...[
    'school',
    'should',
    'street',
    'summer',
    'thank',
    'that',
    'tomorrow',
    'travel',
    'under',
    'water',
    'week',
    'winter',
  ],
  ...['with', 'work', 'yellow', 'you', 'hello', 'return', 'open', 'closed', 'exit', 'fragile', 'urgent', 'menu'],
  ...['the', 'of', 'to', 'in', 'for', 'was', 'on', 'are', 'by', 'from', 'they', 'were', 'which', 'their', 'there'],
];

export const NAMES: readonly string[] = [
  ...['Anna', 'Peter', 'Maria', 'Thomas', 'Helen', 'Martin', 'Emma', 'David', 'Laura', 'Frank', 'Julia', 'Karl'],
  ...['Nora', 'Robert', 'Teresa', 'Victor', 'Wendy', 'Xaver', 'Yvonne', 'Hannah', 'Marcus', 'Edith', 'Konrad', 'Vera'],
];

export const FAMILIES: readonly string[] = [
  ...['Fischer', 'Turner', 'Martinez', 'Kowalski', 'Andersen', 'Rossi', 'Dubois', 'Novak', 'Walker', 'Hansen'],
  ...['Keller', 'Meyer', 'Fernandes', 'Wright', 'Carter', 'Nakamura', 'Petrov', 'Vermeer', 'Huang', 'Ramirez'],
];
