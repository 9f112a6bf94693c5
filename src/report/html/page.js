// The filters of the page. Without it every finding is shown, and there is nothing to filter with.
const form = document.querySelector('#filters');
const selects = [...form.querySelectorAll('select')];
const acts = [...document.querySelectorAll('[data-concern]')].map((element) => ({
  element,
  concern: JSON.parse(element.dataset.concern),
}));

const isWanted = ({ concern }) =>
  selects.every(({ name, value }) => value === '' || (concern[name] ?? []).includes(value));

function filter() {
  const shown = acts.filter((act) => {
    act.element.hidden = !isWanted(act);
    return !act.element.hidden;
  });
  const isFiltered = shown.length < acts.length;
  form.classList.toggle('filtered', isFiltered);
  form.querySelector('output').value = isFiltered
    ? `${shown.length} of ${acts.length} shown`
    : `all ${acts.length} shown`;
}

form.addEventListener('change', filter);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', (event) => {
  event.preventDefault();
  for (const select of selects) select.value = '';
  filter();
});
form.hidden = false;
filter();
