#ps1_sysnative
# Written by snapclone. This instance is a copy: its adapters still have the original's fixed address, which the network
# drops. Puts every adapter and its DNS servers back to automatic (DHCP), and keeps what it did in a log.

$ErrorActionPreference = 'Continue'
$log = Join-Path $env:SystemDrive 'snapclone-network.log'

function Write-Log([string] $text) {
    $line = '{0} {1}' -f (Get-Date -Format 's'), $text
    Add-Content -Path $log -Value $line
}

Write-Log 'snapclone: putting the adapters back to automatic addresses'

# Get-WmiObject is there in every Windows PowerShell, Get-NetAdapter is not. Only adapters with a connection name can be
# set; ghost adapters of the original's hardware have none that is connected (status 2).
$adapters = @(Get-WmiObject -Class Win32_NetworkAdapter -Filter 'NetConnectionID IS NOT NULL AND NetConnectionStatus = 2')
if ($adapters.Count -eq 0) {
    Write-Log 'no connected adapter was found'
}

foreach ($adapter in $adapters) {
    $index = $adapter.InterfaceIndex
    $name = $adapter.NetConnectionID
    $config = Get-WmiObject -Class Win32_NetworkAdapterConfiguration -Filter "InterfaceIndex = $index"
    if ($config -eq $null) {
        Write-Log "adapter '$name': no configuration"
        continue
    }
    Write-Log "adapter '$name': had $($config.IPAddress -join ', '), DHCP enabled: $($config.DHCPEnabled)"
    if (-not $config.DHCPEnabled) {
        # A gateway that was typed in survives the switch to DHCP and would win over the one that DHCP gives.
        & netsh.exe interface ipv4 delete route prefix=0.0.0.0/0 interface=$index store=persistent | Out-Null
        & netsh.exe interface ipv4 set address name=$index source=dhcp | Out-Null
        Write-Log "adapter '$name': address by DHCP, netsh said $LASTEXITCODE"
    }
    & netsh.exe interface ipv4 set dnsservers name=$index source=dhcp | Out-Null
    Write-Log "adapter '$name': DNS servers by DHCP, netsh said $LASTEXITCODE"
}

& ipconfig.exe /renew | Out-Null
& ipconfig.exe /registerdns | Out-Null
$now = @(Get-WmiObject -Class Win32_NetworkAdapterConfiguration -Filter 'IPEnabled = TRUE' | ForEach-Object { $_.IPAddress })
Write-Log "addresses now: $($now -join ', ')"

# 0: no reboot is asked for, and cloudbase-init does not run this again.
exit 0
