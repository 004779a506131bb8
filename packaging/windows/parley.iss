; Inno Setup's recipe for an installer out of dist\Parley, which `make package` builds on Windows.
; As in: iscc /DVersion=0.1.0 packaging\windows\parley.iss

[Setup]
AppId=app.parley.Parley
AppName=Parley
AppVersion={#Version}
SourceDir=..\..
OutputDir=dist
OutputBaseFilename=Parley-{#Version}
DefaultDirName={autopf}\Parley
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
UninstallDisplayIcon={app}\Parley.exe
; Explorer is told that there is a new kind of file.
ChangesAssociations=yes

[Files]
Source: "dist\Parley\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\Parley"; Filename: "{app}\Parley.exe"

[Registry]
Root: HKA; Subkey: "Software\Classes\.parley"; ValueType: string; ValueData: "Parley.Conversation"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.parley"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-parley+json"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Parley.Conversation"; ValueType: string; ValueData: "Parley conversation"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Parley.Conversation\DefaultIcon"; ValueType: string; ValueData: "{app}\Parley.exe,0"
Root: HKA; Subkey: "Software\Classes\Parley.Conversation\shell\open\command"; ValueType: string; ValueData: """{app}\Parley.exe"" ""%1"""
