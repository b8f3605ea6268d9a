// Passkeys: a form with data-passkey is shown where the browser knows passkeys, and sends what the browser signs.

const { create, get } = window.webauthnJSON ?? {};
const known = Boolean(window.PublicKeyCredential && create);

const ways = {
  "make": (options) => create(asPasskey(options)),
  "use": (options) => get(options),
  "sign-in": async (_, form) => get((await asked(form.dataset.start)).request_options),
};

if (known) {
  document.querySelectorAll("[data-without-passkeys]").forEach((note) => note.remove());
  document.querySelectorAll("form[data-passkey]").forEach(enable);
}

function enable(form) {
  const said = form.querySelector("[data-passkey-error]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    try {
      const signed = await ways[form.dataset.passkey](options(), form);
      form.elements.credential.value = JSON.stringify(signed);
      form.submit();
    } catch (fault) {
      said.textContent = explained(fault);
    }
  });
}

function options() {
  const element = document.getElementById("passkey-options");
  return element ? JSON.parse(element.textContent) : null;
}

// Every key made here can sign in on its own: the device keeps it and checks who holds it.
function asPasskey(options) {
  const selection = { ...options.publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  return { ...options, publicKey: { ...options.publicKey, authenticatorSelection: selection } };
}

async function asked(address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function explained(fault) {
  if (fault.name === "InvalidStateError") return "This device already has a passkey for Stepwell.";
  if (fault.name === "NotAllowedError") return "No passkey was used: it was cancelled, or took too long. Try again, or sign in another way.";
  return "Your browser could not use a passkey. Try again, or sign in another way.";
}
