// A note that is folded opens when one goes to it; all open to be printed. The page works without.

const unfold = (target) => {
  for (let fold = target?.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
};

const arrive = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  unfold(target);
  target.scrollIntoView({ block: "nearest" });
};

addEventListener("hashchange", arrive);
arrive();

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".notes:not([open]), .notes__more:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});
