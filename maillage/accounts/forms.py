"""Forms of sign-in, in our words: those of django-allauth without placeholders, and our own."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone

from maillage.accounts.queries import is_read_only
from maillage.organisations.models import Grant, Organisation, Person, Unit, User
from maillage.organisations.permissions import READ_ONLY_ROLES, Role, day_of
from maillage.organisations.validators import fold_email

EMAIL_HELP = "Celle de votre organisation, par exemple prenom.nom@ourcelle.fr"
PASSWORD_HELP = "Douze caractères au moins. Quatre mots sans lien entre eux font un bon mot de passe."  # noqa: S105 words, not a password
CODE_HELP = "Six chiffres, qui changent toutes les trente secondes. Un code de secours convient aussi."


Words = dict[str, tuple[str, str]]
"""For a field, its label and its help."""


class Plain:
    """Words of ours on the fields of a form that comes from elsewhere; no placeholder stands in for a label."""

    words: ClassVar[Words] = {}
    keyboard: ClassVar[dict[str, str]] = {"inputmode": "numeric"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
        if "code" in fields:
            fields["code"].widget.attrs.update({**self.keyboard, "spellcheck": "false"})


class SignInForm(Plain, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    words: ClassVar[Words] = {"login": ("Adresse électronique", EMAIL_HELP), "password": ("Mot de passe", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class AskCodeForm(Plain, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The address at which to receive a code; the answer is the same whether an account opens by a code or not."""

    _user: User | None

    words: ClassVar[Words] = {"email": ("Adresse électronique", "Celle à laquelle vous avez reçu votre invitation")}

    def clean_email(self) -> str:
        """Leave out accounts whose rights do more than read: the letter they get is the one of unknown addresses."""
        email: str = super().clean_email()
        found: User | None = self._user
        if found is not None and not is_read_only(found, at=timezone.now()):
            found = None
        self._user = found
        return email


class CodeForm(Plain, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that was received."""

    words: ClassVar[Words] = {"code": ("Code reçu par courriel", "Huit lettres ; majuscules et tiret n’importent pas")}
    keyboard: ClassVar[dict[str, str]] = {"autocapitalize": "characters"}


class ForgottenForm(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    """The address at which to receive a link."""

    words: ClassVar[Words] = {"email": ("Adresse électronique", "Celle avec laquelle vous vous connectez")}


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, after a link."""

    words: ClassVar[Words] = {
        "password1": ("Nouveau mot de passe", PASSWORD_HELP),
        "password2": ("Le même, une seconde fois", ""),
    }


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password, for whoever knows the former one."""

    words: ClassVar[Words] = {"oldpassword": ("Mot de passe actuel", ""), **NewPasswordForm.words}


class FirstPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc]
    """A password for whoever had none."""

    words: ClassVar[Words] = NewPasswordForm.words


class ConfirmPasswordForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """One's password again, before something that matters."""

    words: ClassVar[Words] = {"password": ("Mot de passe", "")}


class SecondFactorForm(Plain, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second verification of a sign-in."""

    words: ClassVar[Words] = {"code": ("Code", CODE_HELP)}


class ConfirmFactorForm(Plain, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The second verification again, before something that matters."""

    words: ClassVar[Words] = {"code": ("Code", CODE_HELP)}


class ApplicationForm(Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an application, which shows that it holds the secret."""

    words: ClassVar[Words] = {"code": ("Code affiché par l’application", "Six chiffres")}


class KeyForm(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new key, with a name to know it by."""

    words: ClassVar[Words] = {"name": ("Nom de la clé", "Pour la reconnaître : « Téléphone », « Clé bleue »")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = "Me connecter avec cette clé seule, sans mot de passe"
        self.fields["passwordless"].help_text = "La clé demandera votre empreinte, votre visage ou son code."


class RenameKeyForm(Plain, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    words: ClassVar[Words] = KeyForm.words


class InvitationForm(forms.Form):
    """Whom to invite, and to what."""

    email = forms.EmailField(label="Adresse électronique", help_text="L’adresse professionnelle de la personne")
    role = forms.ChoiceField(label="Rôle")
    unit = forms.ModelChoiceField(
        label="Limiter à une unité", queryset=Unit.objects.none(), required=False, empty_label="Toute l’organisation"
    )
    person = forms.ModelChoiceField(
        label="Fiche de la personne",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Pas encore de fiche : la personne dira son nom",
    )

    def __init__(self, *args: Any, organisation: Organisation, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = day_of(timezone.now())
        self.fields["role"].choices = [(role.value, str(role.label).capitalize()) for role in roles]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = organisation.units.at(day).order_by("path")  # type: ignore[attr-defined]
        known = Person.objects.filter(mandates__in=organisation.mandates.at(day), user__isnull=True)
        self.fields["person"].queryset = known.distinct().by_name()  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """Who the invited person is; a password only where the role does not open by a code."""

    first_name = forms.CharField(label="Prénom", max_length=80, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(label="Nom", max_length=80, widget=forms.TextInput({"autocomplete": "family-name"}))
    password = forms.CharField(
        label="Mot de passe",
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Le même, une seconde fois", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, email: str, role: str, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = User(email=email, person=person)
        if person is not None:
            del self.fields["first_name"], self.fields["last_name"]
        if role in READ_ONLY_ROLES:
            del self.fields["password"], self.fields["again"]

    def clean(self) -> dict[str, Any]:
        """The password is long enough, unknown to thieves, and typed twice."""
        cleaned: dict[str, Any] = super().clean() or {}
        password = cleaned.get("password")
        if password is None:
            return cleaned
        if cleaned.get("again") not in {None, password}:
            self.add_error("again", "Les deux saisies diffèrent.")
        if self.user.person is None:
            self.user.person = Person(first_name=cleaned.get("first_name", ""), last_name=cleaned.get("last_name", ""))
        try:
            password_validation.validate_password(password, self.user)
        except forms.ValidationError as error:
            self.add_error("password", error)
        return cleaned


class AddressForm(forms.Form):
    """The address to sign in with from now on."""

    email = forms.EmailField(
        label="Nouvelle adresse électronique",
        help_text=EMAIL_HELP,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """The address folded; the present one changes nothing."""
        email = fold_email(self.cleaned_data["email"])
        if email == self.user.email:
            raise forms.ValidationError("C’est déjà votre adresse de connexion.")
        return email


class OrganisationForm(forms.Form):
    """The organisation to act for, among those where one holds a right."""

    organisation = forms.ModelChoiceField(queryset=Organisation.objects.none())

    def __init__(self, *args: Any, organisations: tuple[Organisation, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[body.pk for body in organisations]
        )


KEEP, REMOVE = "keep", "remove"


class ReviewForm(forms.Form):
    """For each right that stands, whether it is kept."""

    def __init__(self, *args: Any, grants: list[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grants = grants
        for grant in grants:
            self.fields[str(grant.pk)] = forms.ChoiceField(
                label=f"{grant.user} – {grant.get_role_display()}",
                choices=[(KEEP, "Garder"), (REMOVE, "Retirer")],
                widget=forms.RadioSelect,
                error_messages={"required": "Dites si ce droit est gardé ou retiré."},
            )

    def chosen(self, decision: str) -> list[Grant]:
        """The rights for which ``decision`` was said."""
        return [grant for grant in self.grants if self.cleaned_data[str(grant.pk)] == decision]
